// The page of a text with what has just happened, or why it has not.
import type { Flaw } from '../../messages/templates/checking.ts';
import { compiledParts } from '../../messages/templates/engine.ts';
import type { Parts } from '../../messages/templates/parts.ts';
import { policyProblem, type PolicyProblem } from '../../messages/templates/policy.ts';
import { isAtLeast } from '../../staff/roles.ts';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { FormState } from '../../web/forms.ts';
import { doneIn } from '../../web/notices.ts';
import { messageName } from '../customers/record/tabs/names.ts';
import { EditorPage } from './editor.tsx';
import { pathOf } from './input.ts';
import type { Previewed } from './preview.tsx';
import { changerOf, type Found, type Place } from './reading.ts';

const happenings = ['saved', 'default', 'restored', 'test_sent'] as const;
export type Happening = (typeof happenings)[number];

export type TemplateNotice =
  { done: Happening } | { problem: 'changed_meanwhile' | 'of_unknown' | 'fails_really' | 'too_many' } | undefined;

/** What the address says that has just happened. */
export function noticeOf(c: Place): TemplateNotice {
  const done = doneIn(c, happenings);
  return done && { done };
}

export type Shown = {
  /** What was typed; without it, how the text stands. */
  form?: FormState;
  flaws?: readonly Flaw[];
  notice?: TemplateNotice;
  preview?: Previewed;
  status?: 200 | 409 | 422 | 429;
};

/** The page on which the text is edited, as a reply. */
export function show(c: Place, found: Found, { form, flaws = [], notice, preview, status = 200 }: Shown) {
  const { who, which, standing, byDefault } = found;
  const shell = shellOf(c, who, pathOf(which));
  const current = standing.own ?? byDefault;
  const view = {
    ...found,
    form: form ?? { values: { ...current }, problems: {} },
    compared: comparedIn(found, form, notice),
    unfit: standing.own && unfitness(c.var.store, which.name, standing.own),
    mayChange: isAtLeast(who.role, changerOf(which)),
    flaws,
    notice,
    preview: preview ?? null,
  };
  return page(c, shell, messageName(shell.t, which.name), <EditorPage shell={shell} {...view} />, status);
}

/** Two texts side by side: a version that is looked at and the one that counts, or somebody else's and what was typed. */
export type Compared = { before: Parts; after: Parts; version: number | null };

function comparedIn({ chosen, standing, byDefault }: Found, form: FormState | undefined, notice: TemplateNotice) {
  const current = standing.own ?? byDefault;
  if (chosen) return { before: chosen.own ?? byDefault, after: current, version: chosen.version };
  if (!form || !notice || !('problem' in notice) || notice.problem !== 'changed_meanwhile') return null;
  const { subject = '', html = '', text = '' } = form.values;
  return { before: current, after: { subject, html, text }, version: null };
}

/** Why a text of the store's own is not sent any more, by its policies; null where it is. */
export function unfitness(store: Store, name: string, own: Parts): PolicyProblem | null {
  try {
    return policyProblem(store, name, compiledParts(own));
  } catch {
    return null;
  }
}
