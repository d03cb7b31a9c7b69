// The list follows the search as it is typed: the page of the same address comes from the server, and its list takes the place of
// the present one. Ticks of rows that stay are kept, and so is the focus. Without scripts the form is sent like every form.
import { pageIn, replacePart, say } from './parts.ts';

/** How long typing must rest. */
const restMs = 150;

const form = document.querySelector<HTMLFormElement>('form[data-finds]');
let timer: number | undefined;
let present: AbortController | undefined;

form?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => void find(form), restMs);
});
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void find(form);
});

async function find(search: HTMLFormElement): Promise<void> {
  present?.abort();
  const asking = new AbortController();
  present = asking;
  const address = addressOf(search);
  try {
    const reply = await fetch(address, { signal: asking.signal });
    // Sent elsewhere: to sign in, for instance.
    if (new URL(reply.url).pathname !== address.pathname) return location.assign(reply.url);
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    show(await pageIn(reply));
    history.replaceState(history.state, '', address);
  } catch {
    if (!asking.signal.aborted) say(document.getElementById('said')?.dataset.notCurrent ?? '');
  }
}

/** The address that the form would lead to, without what is empty. */
function addressOf(search: HTMLFormElement): URL {
  const address = new URL(search.action);
  for (const [name, value] of new FormData(search)) {
    if (typeof value === 'string' && value.trim() !== '') address.searchParams.set(name, value);
  }
  return address;
}

function show(page: Document): void {
  const ticked = new Set(boxes().flatMap((box) => (box.checked ? [box.value] : [])));
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
  const found = replacePart(page, 'found');
  if (!found) return;
  for (const box of boxes()) {
    box.checked = ticked.has(box.value);
    if (focused && !focused.isConnected && box.value === focused.value) box.focus();
  }
  say(found.dataset.words ?? '');
  document.dispatchEvent(new Event('found'));
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('#found input[form=bulk]')];
}
