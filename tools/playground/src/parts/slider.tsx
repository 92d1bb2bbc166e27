/** What {@link Slider} shows. */
interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly disabled?: boolean;
  /** How the value is written. Default: as it is. */
  readonly format?: (value: number) => string;
  readonly onValue: (value: number) => void;
}

/** A labelled slider with its value beside it. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step = 1, disabled = false, format = String, onValue } = props;
  return (
    <label class="slider">
      <span class="slider-label">{label}</span>
      <input
        type="range"
        value={value}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        aria-valuetext={format(value)}
        onInput={({ currentTarget }) => onValue(Number(currentTarget.value))}
      />
      <output>{format(value)}</output>
    </label>
  );
}
