// What a message of the outbox says: the text that is tried out, else the store's own, else the default. A text of the store's that
// fails, or that its policies do not allow any more, keeps no message back: its default goes out, and the row says so.
import type { Store } from '../stores/stores.ts';
import type { Language } from '../web/i18n.ts';
import { render, type Mail } from './render.ts';
import { compiledParts } from './templates/engine.ts';
import type { Parts } from './templates/parts.ts';
import { policyProblem } from './templates/policy.ts';
import { defaultTemplate } from './templates/templates.ts';

type Row = { template: string; language: Language; toAddress: string };

/** The e-mail, whether the store's own text could not be used for it, and what failed then. */
export type Letter = { mail: Mail; problem: 'template_failed' | null; reason: string };

/** What a message says. Throws as `render` does. */
export function letterFor(
  store: Store,
  { template, language, toAddress }: Row,
  own: Parts | undefined,
  values: object,
): Letter {
  let reason = '';
  if (own) {
    try {
      const read = compiledParts(own);
      if (policyProblem(store, template, read)) throw new Error('not by the policies');
      const mail = render(store, read, language, values, toAddress);
      if (mail.subject === '') throw new Error('no subject');
      return { mail, problem: null, reason };
    } catch (error) {
      reason = error instanceof Error ? error.name : '';
    }
  }
  const mail = render(store, defaultTemplate(template, language), language, values, toAddress);
  return { mail, problem: own ? 'template_failed' : null, reason };
}

/** What stands for the secret in a text that is tried out, or looked at. */
export const maskedSecret = { token: '••••••••', password: '••••••••' };
