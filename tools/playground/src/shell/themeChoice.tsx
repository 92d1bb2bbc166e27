import { useEffect, useState } from 'preact/hooks';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** Where the choice is kept. */
const KEY = 'causal-mechanisms/theme';

/** Light, dark, or as the system has it; kept for the next visit. */
export function ThemeChoice() {
  const [theme, choose] = useState<Theme>(kept);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // a browser that keeps nothing
    }
  }, [theme]);
  return (
    <label class="choice">
      <span>Colours</span>
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) =>
          choose(THEMES.find((name) => name === value) ?? 'system')
        }
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((name) => name === value) ?? 'system';
  } catch {
    return 'system';
  }
}
