// The dictionary of the password rule. It is a third of everything and read when somebody chooses a password, so the Worker does not
// carry it: it lies with the static assets, where browsers take it from too, and is fetched once in an isolate's life.
import { env } from 'cloudflare:workers';
import { asset } from '../ui/assets.ts';
import { ruleWith, type Assess, type Dictionary } from './strength.ts';

let rule: Promise<Assess> | null = null;

/** The password rule, ready to be asked. Where the dictionary cannot be had this fails, and the next time tries again. */
export function passwordRule(): Promise<Assess> {
  rule ??= load().catch((error: unknown) => {
    rule = null;
    throw error;
  });
  return rule;
}

async function load(): Promise<Assess> {
  // Assets are found by path alone, under any host.
  const reply = await env.ASSETS.fetch(`https://assets.invalid${asset('dictionary.json')}`);
  if (!reply.ok) throw new Error(`the dictionary of passwords answers ${reply.status}`);
  return ruleWith(await reply.json<Dictionary>());
}
