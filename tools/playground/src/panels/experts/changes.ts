import type { JsonObject } from '@causal-mechanisms/tensor-utils';

/** A kind of change that a reader can make to an image. */
export interface ChangeKind {
  /** In the address of the page. */
  readonly id: string;
  /** On the page. */
  readonly label: string;
  /** Whether the shipped experts were trained on it. */
  readonly isKnown: boolean;
  /** How strong it can be; absent where it has no strength. */
  readonly strength?: {
    readonly min: number;
    readonly max: number;
    readonly step: number;
    /** What the experts were trained on, or a middling value. */
    readonly usual: number;
    /** Such as `px`. */
    readonly unit: string;
  };
  /**
   * @param strength - Within the range; lengths in pixels of an image of 32 rows.
   * @param rows - Of the image that it is for.
   * @returns The mechanism, for `mechanismFromDefinition`.
   */
  readonly definition: (strength: number, rows: number) => JsonObject;
}

/** A change that was chosen. */
export interface Change {
  /** {@link ChangeKind.id}. */
  readonly kind: string;
  /** Within the range of the kind; 1 where it has none. */
  readonly strength: number;
}

const pixels = (usual: number) => ({ min: 0, max: 6, step: 1, usual, unit: 'px' });
const scaled = (length: number, rows: number) => Math.round((length * rows) / 32);

/** All kinds, those that the experts know first. */
export const CHANGES: readonly ChangeKind[] = [
  {
    id: 'up',
    label: 'Shift up',
    isKnown: true,
    strength: pixels(4),
    definition: (by, rows) => ({ kind: 'shift', dx: 0, dy: -scaled(by, rows) }),
  },
  {
    id: 'right',
    label: 'Shift right',
    isKnown: true,
    strength: pixels(4),
    definition: (by, rows) => ({ kind: 'shift', dx: scaled(by, rows), dy: 0 }),
  },
  {
    id: 'downLeft',
    label: 'Shift down and left',
    isKnown: true,
    strength: pixels(4),
    definition: (by, rows) => ({ kind: 'shift', dx: -scaled(by, rows), dy: scaled(by, rows) }),
  },
  {
    id: 'invert',
    label: 'Invert',
    isKnown: true,
    definition: () => ({ kind: 'invertContrast' }),
  },
  {
    id: 'noise',
    label: 'Add noise',
    isKnown: true,
    strength: { min: 0, max: 1, step: 0.05, usual: 0.5, unit: '' },
    definition: (deviation) => ({ kind: 'addGaussianNoise', deviation }),
  },
  {
    id: 'rotate',
    label: 'Rotate',
    isKnown: false,
    strength: { min: -60, max: 60, step: 5, usual: 25, unit: '°' },
    definition: (degrees) => ({ kind: 'rotate', degrees }),
  },
  {
    id: 'blur',
    label: 'Blur',
    isKnown: false,
    strength: { min: 0.25, max: 3, step: 0.25, usual: 1.25, unit: 'px' },
    definition: (sigma, rows) => ({ kind: 'blur', sigma: (sigma * rows) / 32 }),
  },
];

/** The mechanisms that the shipped experts were trained on, and that the live ones are: one of each known kind, at its usual strength. */
export const KNOWN_CHANGES: readonly ChangeKind[] = CHANGES.filter(({ isKnown }) => isKnown);

/**
 * @param id - Of a kind.
 * @returns The kind, if there is one.
 */
export function changeKind(id: string): ChangeKind | undefined {
  return CHANGES.find((kind) => kind.id === id);
}

/**
 * Reads changes from the address of the page.
 *
 * @param text - Such as `up:4,invert`.
 * @returns The changes in their order, each kind once; what is unknown is left out, strengths are brought into their range.
 */
export function readChanges(text: string): Change[] {
  const found = new Map<string, Change>();
  for (const part of text.split(',')) {
    const [id = '', given = ''] = part.split(':');
    const kind = changeKind(id);
    if (kind === undefined) continue;
    const { strength: range } = kind;
    const strength = given === '' ? NaN : Number(given);
    const within =
      range === undefined
        ? 1
        : Number.isFinite(strength)
          ? Math.min(range.max, Math.max(range.min, strength))
          : range.usual;
    found.set(id, { kind: id, strength: within });
  }
  return [...found.values()];
}

/**
 * @param changes - Changes in their order.
 * @returns What {@link readChanges} reads.
 */
export function writeChanges(changes: readonly Change[]): string {
  return changes
    .map(({ kind, strength }) =>
      changeKind(kind)?.strength === undefined ? kind : `${kind}:${strength}`,
    )
    .join(',');
}
