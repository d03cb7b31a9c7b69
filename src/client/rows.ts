// Rows of a list that come one by one while it is looked at: each takes the place of the row that it was before, or its place in the order
// of the list. What is ticked stays ticked, and what has the focus keeps it.
import { say } from './parts.ts';

/** For how long a row that just came is marked. */
const markedMs = 4000;

/** The new orders that a later page has heard of. */
const news = new Set<string>();
document.addEventListener('found', () => {
  news.clear();
  document.getElementById('news')?.replaceChildren();
});

/** The list as the page has it now; null where it has none. */
export function list(): HTMLElement | null {
  return document.getElementById('found');
}

/**
 * Puts the rows that changed into the list; false where there is none to put them into, so that it has to be read anew. An order that no
 * longer is among those that are looked for stays where it is, as what it is now, until the list is read again.
 */
export function put(changed: HTMLElement, found: HTMLElement): boolean {
  const body = found.querySelector('tbody');
  const rows = [...changed.querySelectorAll('tr')];
  if (!body) return !rows.some(({ dataset }) => dataset.fits !== undefined && found.dataset.isLater === undefined);
  let said = '';
  for (const row of rows) {
    const present = body.querySelector<HTMLElement>(`#${CSS.escape(row.id)}`);
    if (present) replace(present, row);
    else if (row.dataset.fits === undefined || !insert(row, body, found)) continue;
    mark(row);
    said = row.dataset.said ?? '';
  }
  if (said !== '') say(said);
  // What counts ticks counts them anew.
  document.dispatchEvent(new Event('change'));
  return true;
}

function replace(present: HTMLElement, row: HTMLElement): void {
  const before = state(present);
  present.replaceWith(document.adoptNode(row));
  restore(before, row);
}

/** Puts an order that is not on the page yet into its place; false where that is on another page. */
function insert(row: HTMLElement, body: HTMLTableSectionElement, found: HTMLElement): boolean {
  const isNew = Number(row.dataset.placed) >= Number(found.dataset.readAt);
  if (found.dataset.isLater !== undefined) {
    if (isNew) tell(row.id);
    return false;
  }
  const rows = [...body.rows];
  const isKeyless = row.dataset.key === '';
  if (isKeyless && !isNew) return false;
  const next = isKeyless ? rows[0] : rows.find((one) => isBefore(row, one, found.dataset.descends !== undefined));
  if (!next && found.dataset.goesOn !== undefined) return false;
  body.insertBefore(document.adoptNode(row), next ?? null);
  return true;
}

function isBefore(row: HTMLElement, other: HTMLElement, descends: boolean): boolean {
  const [one, two] = [keyOf(row), keyOf(other)];
  return descends ? one > two : one < two;
}

/** Times have as many digits as each other, so keys are compared as text; orders of one moment by their ids. */
function keyOf({ dataset, id }: HTMLElement): string {
  return `${dataset.key} ${id}`;
}

function tell(id: string): void {
  const line = document.getElementById('news');
  news.add(id);
  if (!line) return;
  const forms: Readonly<Record<string, string | undefined>> = line.dataset;
  const form = new Intl.PluralRules(document.documentElement.lang).select(news.size);
  const link = document.createElement('a');
  link.href = line.dataset.first ?? '';
  link.textContent = (forms[form] ?? line.dataset.other ?? '').replace('#', String(news.size));
  line.replaceChildren(link);
}

function mark(row: HTMLElement): void {
  row.classList.add('fresh');
  setTimeout(() => row.classList.remove('fresh'), markedMs);
}

type State = { ticked: ReadonlySet<string>; focus: { id: string; place: number } | null };

/** What is ticked in a part of the list, and which control of which row has the focus. */
export function state(part: HTMLElement | null = list()): State {
  const boxes = [...(part?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])];
  const row = document.activeElement?.closest<HTMLElement>('tr[id]');
  const place = row && part?.contains(row) ? controlsIn(row).findIndex((one) => one === document.activeElement) : -1;
  return {
    ticked: new Set(boxes.flatMap(({ checked, value }) => (checked ? [value] : []))),
    focus: row && place >= 0 ? { id: row.id, place } : null,
  };
}

/** The same in what has come in place of that part. */
export function restore({ ticked, focus }: State, part: HTMLElement): void {
  for (const box of part.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
    box.checked = ticked.has(box.value);
  if (!focus) return;
  const row = document.getElementById(focus.id);
  if (row) controlsIn(row)[focus.place]?.focus({ preventScroll: true });
}

function controlsIn(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('a, button, input, select')];
}
