// Ticks in a list: a box that ticks all of the page, and the bar of acts, which appears when somebody is ticked.

document.addEventListener('change', ({ target }) => {
  const all = tickAll();
  if (all && target === all) for (const box of boxes()) box.checked = all.checked;
  show();
});
document.addEventListener('found', show);
// A page that comes back from the browser's history has the ticks that it had.
window.addEventListener('pageshow', show);
show();

function show(): void {
  const every = boxes();
  const ticked = every.filter((box) => box.checked).length;
  const all = tickAll();
  if (all) {
    all.checked = ticked > 0 && ticked === every.length;
    all.indeterminate = ticked > 0 && ticked < every.length;
    all.closest('label')?.removeAttribute('hidden');
  }
  document.getElementById('bulk')?.toggleAttribute('data-ticked', ticked > 0);
  const count = document.querySelector<HTMLOutputElement>('output#ticked');
  if (count) count.value = String(ticked);
}

function tickAll(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('input#tick-all');
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('#found input[form=bulk]')];
}
