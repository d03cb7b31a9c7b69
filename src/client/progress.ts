// Presses "Go on" by itself, portion by portion, until the act is done; the page may be left at any time. What fails leaves the
// button, to be pressed by hand.
import { pageIn, replacePart, say } from './parts.ts';

/** Results further down stay where they are, since what comes anew is the first page of them; where all are on the page, they change. */
const isWhole = location.search === '' || document.querySelector('#results[data-whole]') !== null;
const parts = isWhole ? ['progress', 'results'] : ['progress'];

void goOn();

async function goOn(): Promise<void> {
  for (let form = nextStep(); form; form = nextStep()) {
    const fields = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    const body = new URLSearchParams(fields);
    const reply = await fetch(form.action, { method: 'POST', body }).catch(() => null);
    // Sent elsewhere, to sign in: there the browser goes as well, and comes back here.
    if (reply && new URL(reply.url).pathname !== location.pathname) return location.reload();
    if (!reply?.ok) return;
    // Whoever reloads the page, or comes back to it, sees how far it is by then.
    if (isWhole) history.replaceState(null, '', reply.url);
    const page = await pageIn(reply);
    for (const part of parts) replacePart(page, part);
  }
  say(document.getElementById('progress')?.textContent?.trim() ?? '');
}

function nextStep(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form[data-step]');
}
