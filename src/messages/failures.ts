// Why a message was not sent, told apart by what the e-mail binding throws: an Error with a `code`. Only an address that is refused
// for good ends a message before its time. Anything else may be mended within the day and a half in which it is tried again: the
// service comes back, the limit of the day is over, somebody sets the sender's domain up or corrects the template.
// Source, read on 26 November 2026: https://developers.cloudflare.com/email-service/api/send-emails/workers-api/ (error codes),
// https://developers.cloudflare.com/email-service/concepts/suppressions/ (what is thrown for an address that is suppressed there).
import type { Problem } from './schema.ts';

/** What it is called, what the service said (it may name the address: not for logs), and whether trying again is of no use. */
export type Failure = { problem: Problem; said: string; isForGood: boolean };

/** Codes that are about the service, or about an address. All others say no to the message, its sender or our set-up: `refused`. */
const byCode: Partial<Record<string, Problem>> = {
  E_INTERNAL_SERVER_ERROR: 'unreachable',
  E_RATE_LIMIT_EXCEEDED: 'busy',
  E_DAILY_LIMIT_EXCEEDED: 'busy',
  // The service has learned that it cannot be delivered to, or that whoever reads it does not want it.
  E_RECIPIENT_SUPPRESSED: 'no_such_address',
};

/**
 * What the server of the address says where there is nobody: of E_DELIVERY_FAILED the one kind that is final.
 * Source: RFC 3463, 3.2 (bad mailbox, system or syntax; moved), RFC 7505 (a domain that takes no mail).
 */
const nobodyThere = /(?<![\d.])5\.1\.(?:1|2|3|6|10)(?!\.?\d)/;

/** The problems that are the service's, and so of every message alike. */
export const ofTheService = ['unreachable', 'too_slow', 'busy'] as const satisfies readonly Problem[];

/** That the binding did not answer in time: whether it took the message is not known. */
export class TooSlow extends Error {}

/** What an error of the binding comes to. */
export function failureOf(error: unknown): Failure {
  const problem = problemOf(error);
  return { problem, said: saidBy(error), isForGood: problem === 'no_such_address' };
}

/** What the failure of making a message comes to: nothing was sent. */
export function broken(error: unknown): Failure {
  return { problem: 'broken', said: saidBy(error), isForGood: false };
}

function problemOf(error: unknown): Problem {
  if (error instanceof TooSlow) return 'too_slow';
  const code = codeOf(error);
  if (code === null) return 'unreachable';
  if (code === 'E_DELIVERY_FAILED' && nobodyThere.test(saidBy(error))) return 'no_such_address';
  return byCode[code] ?? 'refused';
}

function codeOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^E_[A-Z_]+$/.test(code) ? code : null;
}

function saidBy(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : 'unknown';
  return (code === null ? message : `${code}: ${message}`).slice(0, 200);
}
