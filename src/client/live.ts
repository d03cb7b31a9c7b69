// Keeps the list of orders up to date. A bell says that something changed, and what did is asked for by the revision that the list shows:
// so it does not matter how often the bell rings, nor whether it was missed. Whenever the connection comes back, and when somebody
// comes back to the page, it is asked; and now and then anyway, since a bell may be lost. Without scripts the page is reloaded.
import { pageIn, replacePart, say } from './parts.ts';
import { list, put, restore, state } from './rows.ts';

/** The waits before another try to connect, and between questions while connected. */
const backOffMs = [500, 1000, 2000, 4000, 8000, 15_000];
const calmMs = 60_000;

const live = document.getElementById('live');
const bell = new URL(live?.dataset.bell ?? '', location.href);
bell.protocol = bell.protocol.replace('http', 'ws');

let tries = 0;
let isAsking = false;
let isAskedAgain = false;
/** Whether somebody was at the page since it last asked: then asking is a use of their session. */
let isAttended = false;
/** Whether it is to be connected once somebody sees the page. */
let isPutOff = false;
let timer: number | undefined;

for (const event of ['pointerdown', 'pointermove', 'keydown', 'scroll'])
  document.addEventListener(event, () => void (isAttended = true), { passive: true, capture: true });
document.addEventListener('visibilitychange', () => {
  if (isPutOff) connect();
  ask();
});
document.addEventListener('found', ask);
connect();

function connect(): void {
  isPutOff = document.hidden;
  if (isPutOff) return;
  const socket = new WebSocket(bell);
  socket.addEventListener('open', () => {
    tries = 0;
    tell(live?.dataset.on);
    ask();
  });
  socket.addEventListener('message', ask);
  socket.addEventListener('close', () => {
    const wait = backOffMs[Math.min(tries, backOffMs.length - 1)] ?? 0;
    if (tries > 0) tell(live?.dataset.off);
    tries += 1;
    // Where only the bell cannot be reached, the list is asked for as often as that is tried.
    ask();
    setTimeout(connect, wait * (0.75 + Math.random() / 2));
  });
}

function tell(words = ''): void {
  if (live && live.textContent !== words) live.textContent = words;
}

/** One question at a time; what comes meanwhile is asked for by another one. A page that nobody sees waits until somebody does. */
function ask(): void {
  if (document.hidden) return;
  if (isAsking) {
    isAskedAgain = true;
    return;
  }
  clearTimeout(timer);
  isAsking = true;
  isAskedAgain = false;
  void askNow()
    // The connection is lost: the next one asks again.
    .catch(() => undefined)
    .finally(() => {
      isAsking = false;
      if (isAskedAgain) ask();
      else timer = setTimeout(ask, calmMs);
    });
}

async function askNow(): Promise<void> {
  const asked = list();
  if (!asked) return;
  const address = new URL(live?.dataset.changes ?? '', location.href);
  address.search = asked.dataset.wanted ?? '';
  address.searchParams.set('since', asked.dataset.revision ?? '0');
  if (isAttended) address.searchParams.set('attended', '');
  isAttended = false;
  const reply = await fetch(address);
  // Sent elsewhere, to sign in: there the browser goes as well, and comes back here.
  if (new URL(reply.url).pathname !== address.pathname) return location.reload();
  if (!reply.ok) return;
  const changed = (await pageIn(reply)).querySelector<HTMLElement>('#changed');
  // Meanwhile something else was looked for: the list is a newer one.
  if (!changed || list() !== asked) return;
  if (changed.dataset.more !== undefined || !put(changed, asked)) return readAnew(asked);
  asked.dataset.revision = changed.dataset.revision ?? '';
}

/** The whole list once more: too much has changed, or there was none. */
async function readAnew(asked: HTMLElement): Promise<void> {
  const reply = await fetch(location.href);
  if (!reply.ok || list() !== asked) return;
  const before = state();
  const found = replacePart(await pageIn(reply), 'found');
  if (!found) return;
  restore(before, found);
  document.dispatchEvent(new Event('change'));
  say(found.dataset.words ?? '');
}
