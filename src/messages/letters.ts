// What a message of the outbox says: the text that is tried out, else the store's own, else the default. A text of the store's that
// fails, or that its policies do not allow any more, keeps no message back: its default goes out, and the row says so.
import type { Store } from '../stores/stores.ts';
import type { Language } from '../web/i18n.ts';
import { log } from '../web/log.ts';
import { render, type Mail } from './render.ts';
import { compiledParts } from './templates/engine.ts';
import type { Parts } from './templates/parts.ts';
import { policyProblem } from './templates/policy.ts';
import { defaultTemplate } from './templates/templates.ts';

type Row = { id: string; template: string; language: Language; toAddress: string };

export type Letter = { mail: Mail; problem: 'template_failed' | null };

/** The e-mail, and whether the store's own text could not be used for it. Throws as `render` does. */
export function letterFor(
  store: Store,
  { id, template, language, toAddress }: Row,
  own: Parts | undefined,
  values: object,
): Letter {
  if (own) {
    try {
      const read = compiledParts(own);
      if (policyProblem(store, template, read)) throw new Error('not by the policies');
      const mail = render(store, read, language, values, toAddress);
      if (mail.subject === '') throw new Error('no subject');
      return { mail, problem: null };
    } catch (error) {
      log('template_failed', {
        store: store.id,
        message: id,
        template,
        reason: error instanceof Error ? error.name : '',
      });
    }
  }
  const mail = render(store, defaultTemplate(template, language), language, values, toAddress);
  return { mail, problem: own ? 'template_failed' : null };
}

/** What stands for the secret in a text that is tried out, or looked at. */
export const maskedSecret = { token: '••••••••', password: '••••••••' };
