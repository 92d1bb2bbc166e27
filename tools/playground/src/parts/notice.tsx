import type { ComponentChildren } from 'preact';

/** A sentence about something that went wrong, read out at once. */
export function Notice({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="notice" role="alert">
      {children}
    </p>
  );
}
