// Shows the strength of a password as it is typed, by the same rule as the server. The rule and its dictionary are loaded when
// a password field is first entered, so a page never waits for it.
import type { Dictionary } from '../credentials/strength.ts';
import { strengths } from '../credentials/strengths.ts';

for (const view of document.querySelectorAll<HTMLElement>('[data-strength-of]')) {
  const field = document.querySelector<HTMLInputElement>(`input[name="${view.dataset.strengthOf}"]`);
  field?.addEventListener('focus', () => void attend(field, view), { once: true });
  if (field && document.activeElement === field) void attend(field, view);
}

async function attend(field: HTMLInputElement, view: HTMLElement): Promise<void> {
  const [{ ruleWith }, dictionary] = await Promise.all([
    import('../credentials/strength.ts'),
    dictionaryAt(view.dataset.dictionary ?? ''),
  ]);
  const assess = ruleWith(dictionary);
  const meter = view.querySelector('meter');
  const output = view.querySelector('output');
  if (!meter || !output || !view.hidden) return;
  const words = (view.dataset.words ?? '').split('|');
  const show = () => {
    const { strength } = assess(field.value, contextOf(view), Number(view.dataset.minimum));
    const step = strengths.indexOf(strength);
    meter.value = field.value ? step + 1 : 0;
    output.value = field.value ? (words[step] ?? '') : '';
  };
  field.addEventListener('input', show);
  view.hidden = false;
  show();
}

/** What `npm run build` wrote there. */
async function dictionaryAt(path: string): Promise<Dictionary> {
  const reply = await fetch(path);
  return reply.json();
}

/** The store's name, and what stands in the fields beside the password. */
function contextOf(view: HTMLElement): string[] {
  const fields = document.querySelectorAll<HTMLInputElement>('[name=email], [name=username], [name=name]');
  return [view.dataset.store ?? '', ...[...fields].map((field) => field.value)];
}
