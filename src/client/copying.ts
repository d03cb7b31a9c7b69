// Buttons that copy what stands beside them. Without scripts, or where a page may not copy, they are not there.
const said = document.querySelector<HTMLElement>('#copied');

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = !('clipboard' in navigator);
  button.addEventListener('click', () => void copy(button));
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset.copy ?? '');
  if (said) said.textContent = said.dataset.words ?? '';
}
