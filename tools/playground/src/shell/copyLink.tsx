import { useState } from 'preact/hooks';

/** Copies the address, which holds the state of the panel. */
export function CopyLink() {
  const [said, say] = useState('');
  const copy = () => {
    navigator.clipboard.writeText(location.href).then(
      () => say('Copied'),
      () => say('The address above is the link'),
    );
    setTimeout(() => say(''), 2500);
  };
  return (
    <p class="link">
      <button type="button" class="plain" onClick={copy}>
        Copy link to this state
      </button>
      <span role="status">{said}</span>
    </p>
  );
}
