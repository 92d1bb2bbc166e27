// A fixed set of threads that share numbered pieces of one job at a time. Which thread does a piece is left to chance,
// so a piece must write to places of its own; results are then the same bits for any scheduling.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif

class Threads {
public:
  // One for the process, never destroyed: its threads sleep until the process ends.
  static Threads &shared() {
    static Threads *threads = new Threads(wantedCount());
    return *threads;
  }

  int count() const { return size; }

  // Calls body(piece) for each piece in [0, pieces), and returns when all are done. Jobs of several callers take turns.
  // Throws bad_alloc when a piece has thrown.
  template <class Body> void run(int pieces, const Body &body) {
    std::lock_guard<std::mutex> turn(caller);
    if (size == 1 || pieces <= 1 || pieces > 0xFFFFF) {
      for (int i = 0; i < pieces; i++) body(i);
      return;
    }
    function.store([](const void *context, int piece) { (*(const Body *)context)(piece); }, std::memory_order_relaxed);
    argument.store(&body, std::memory_order_relaxed);
    done.store(0, std::memory_order_relaxed);
    failed.store(false, std::memory_order_relaxed);
    uint64_t job = (uint64_t)++generation << 40 | (uint64_t)pieces << 20;
    ticket.store(job);
    if (sleeping.load() > 0) {
      std::lock_guard<std::mutex> guard(sleep);
      wake.notify_all();
    }
    work();
    for (int spins = 0; done.load(std::memory_order_acquire) != pieces; spins++)
      spins < 4000 ? pause() : std::this_thread::yield();
    if (failed.load(std::memory_order_relaxed)) throw std::bad_alloc();
  }

private:
  typedef void (*Function)(const void *, int);
  static const int spinsBeforeSleep = 2000;

  explicit Threads(int count) : size(count) {
    for (int i = 1; i < count; i++) {
      try {
        std::thread([this] { serve(); }).detach();
      } catch (...) {
        return; // The caller does all pieces that nobody else takes.
      }
    }
  }

  static int wantedCount() {
    const char *text = getenv("TF_NUM_INTRAOP_THREADS");
    int wanted = text ? atoi(text) : 0;
#if defined(__linux__)
    cpu_set_t set;
    if (wanted <= 0 && sched_getaffinity(0, sizeof set, &set) == 0) wanted = CPU_COUNT(&set);
#endif
    if (wanted <= 0) wanted = (int)std::thread::hardware_concurrency();
    return wanted < 1 ? 1 : wanted > 64 ? 64 : wanted;
  }

  static void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  static bool open(uint64_t t) { return (t & 0xFFFFF) < (t >> 20 & 0xFFFFF); }

  // Takes pieces while there are any. A piece is taken by counting the ticket up: that succeeds only while its job is
  // unfinished, and a job's function and argument stay until then.
  void work() {
    uint64_t t = ticket.load(std::memory_order_acquire);
    while (open(t)) {
      Function f = function.load(std::memory_order_relaxed);
      const void *context = argument.load(std::memory_order_relaxed);
      if (!ticket.compare_exchange_weak(t, t + 1, std::memory_order_acq_rel, std::memory_order_acquire)) continue;
      try {
        f(context, (int)(t & 0xFFFFF));
      } catch (...) {
        failed.store(true, std::memory_order_relaxed);
      }
      done.fetch_add(1, std::memory_order_release);
      t = ticket.load(std::memory_order_acquire);
    }
  }

  void serve() {
    for (;;) {
      for (int spins = 0; spins < spinsBeforeSleep && !open(ticket.load(std::memory_order_relaxed)); spins++) pause();
      if (!open(ticket.load())) {
        std::unique_lock<std::mutex> guard(sleep);
        sleeping.fetch_add(1);
        wake.wait(guard, [this] { return open(ticket.load()); });
        sleeping.fetch_sub(1);
      }
      work();
    }
  }

  const int size;
  std::mutex caller, sleep;
  std::condition_variable wake;
  std::atomic<uint64_t> ticket{0}; // job number, pieces, next piece
  std::atomic<Function> function{nullptr};
  std::atomic<const void *> argument{nullptr};
  std::atomic<int> done{0}, sleeping{0};
  std::atomic<bool> failed{false};
  uint32_t generation = 0; // 24 bits of it reach the ticket
};

// Memory that a thread reuses from call to call; it grows to the largest request.
class Scratch {
public:
  ~Scratch() { free(memory); }
  float *atLeast(size_t floats) {
    if (floats > capacity) {
      free(memory);
      memory = nullptr;
      capacity = 0;
      if (posix_memalign((void **)&memory, 64, floats * 4) != 0) throw std::bad_alloc();
      capacity = floats;
    }
    return memory;
  }

private:
  float *memory = nullptr;
  size_t capacity = 0;
};

// Of the thread that does a piece, and of the thread that runs the job: a caller does pieces too.
static thread_local Scratch pieceScratch, jobScratch;
