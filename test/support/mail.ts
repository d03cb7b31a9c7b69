// E-mail bindings for tests: one that keeps what it sent, and ones that fail.
import { env } from 'cloudflare:workers';
import type { Mail } from '../../src/messages/render.ts';

export type Postbox = { sent: Mail[]; binding: SendEmail };

/** The real binding, and everything it took, oldest first. */
export function postbox(): Postbox {
  const sent: Mail[] = [];
  return {
    sent,
    binding: bindingOf(async (mail) => {
      const result = await env.EMAIL.send(mail);
      sent.push(mail);
      return result;
    }),
  };
}

/** A mail service that takes everything, and what it took, in no order: to whom, and about what. */
export function mailbox(): { binding: SendEmail; mails: () => string[] } {
  const taken: string[] = [];
  const binding = bindingOf(({ to, subject }) => {
    taken.push(`${to}: ${subject}`);
    return Promise.resolve({ messageId: String(taken.length) });
  });
  return { binding, mails: () => taken.toSorted() };
}

/** A binding that refuses every message. */
export const refusing = (): SendEmail => bindingOf(() => Promise.reject(new Error('the mail service is down')));

/** A binding that never answers. */
export const hanging = (): SendEmail => bindingOf(() => new Promise<never>(() => undefined));

/** Our Worker calls `send` with a message's parts; the binding's other form, a raw message, is not used. */
export function bindingOf(send: (mail: Mail) => Promise<EmailSendResult>): SendEmail {
  return { send } as unknown as SendEmail;
}

/** The path of the first link in the message that starts like this: `/activate/…`. */
export function linkIn(mail: Mail | undefined, start: string): string {
  const found = new RegExp(`https?://[^/\\s]+(${start}\\S*)`).exec(mail?.text ?? '');
  if (!found?.[1]) throw new Error(`no link ${start} in ${mail?.text ?? 'no message'}`);
  return found[1];
}
