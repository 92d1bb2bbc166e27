import { useState } from 'preact/hooks';

/** What {@link FilePick} shows. */
interface FilePickProps {
  /** What to pick, such as `a saved bank`. */
  readonly what: string;
  /** What the dialog offers, such as `.json,.bin`. Default: everything. */
  readonly accept?: string;
  /** Whether several files belong together. Default: true. */
  readonly multiple?: boolean;
  /** Takes the files; those of a folder that was dropped have their path as their name. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files or a folder, and a button that opens a dialog. */
export function FilePick({ what, accept, multiple = true, onFiles }: FilePickProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const entries = [...(event.dataTransfer?.items ?? [])].flatMap(
      (item) => item.webkitGetAsEntry() ?? [],
    );
    void Promise.all(entries.map(filesIn)).then((found) => onFiles(found.flat()));
  };
  return (
    <label
      class={`file-pick${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = ''; // the same files may be picked again
          if (files.length > 0) onFiles(files);
        }}
      />
      <span>{what}</span>
    </label>
  );
}

/** All files below an entry. */
async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) =>
      (entry as FileSystemFileEntry).file(done, failed),
    );
    return [new File([file], entry.fullPath.replace(/^\//, ''))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader gives a hundred entries at a time, and none at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((done, failed) =>
      reader.readEntries(done, failed),
    );
    if (entries.length === 0) return found;
    found.push(...(await Promise.all(entries.map(filesIn))).flat());
  }
}
