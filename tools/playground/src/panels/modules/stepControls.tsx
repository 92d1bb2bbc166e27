import { useEffect, useRef, useState } from 'preact/hooks';
import { Slider } from '../../parts/slider.tsx';

/** Milliseconds from one step to the next. */
const PACE = 130;

/** Goes through the steps one by one: by a button, by itself, or by a slider. */
export function StepControls({
  step,
  last,
  onStep,
}: {
  readonly step: number;
  readonly last: number;
  readonly onStep: (step: number) => void;
}) {
  const [isPlaying, play] = useState(false);
  const at = useRef(step);
  at.current = step;
  const go = useRef(onStep);
  go.current = onStep;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      if (at.current >= last) play(false);
      else go.current(at.current + 1);
    }, PACE);
    return () => clearInterval(timer);
  }, [isPlaying, last]);

  return (
    <div class="step-controls">
      <div class="row">
        <button
          type="button"
          class="primary"
          onClick={() => {
            if (!isPlaying && step >= last) onStep(0);
            play(!isPlaying);
          }}
        >
          {isPlaying ? 'Pause' : step >= last ? 'Watch step by step' : 'Go on'}
        </button>
        <button type="button" disabled={step <= 0} onClick={() => onStep(step - 1)}>
          Back
        </button>
        <button type="button" disabled={step >= last} onClick={() => onStep(step + 1)}>
          Next
        </button>
      </div>
      <Slider
        label="Step"
        value={step + 1}
        min={1}
        max={last + 1}
        onValue={(value) => onStep(value - 1)}
      />
    </div>
  );
}
