// Input of forms, parsed once at the edge into a named type. What is wrong becomes the name of a problem at its field,
// and the page is shown again with what was typed.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod';
import { isKey, newKey } from './ids.ts';
import { isFieldProblem, type FieldProblem } from './lines.ts';

/** A form as a page shows it: what was typed (never a password), and what is wrong, by field. */
export type FormState = { values: Record<string, string>; problems: Record<string, FieldProblem> };

export const emptyForm: FormState = { values: {}, problems: {} };

export type Parsed<T> = { ok: true; input: T; form: FormState } | { ok: false; form: FormState };

/**
 * The form of the request, checked by the schema, or by the one that is made of what was typed. Fields the schema does not
 * name are dropped. A body that is not a form is refused with 400.
 */
export async function parseForm<S extends z.ZodType>(
  c: Context,
  schema: S | ((values: FormState['values']) => S),
): Promise<Parsed<z.output<S>>> {
  const typed = await readForm(c);
  const form: FormState = { values: retained(typed), problems: {} };
  const result = await (typeof schema === 'function' ? schema(form.values) : schema).safeParseAsync(typed);
  if (result.success) return { ok: true, input: result.data, form };
  for (const issue of result.error.issues) form.problems[String(issue.path[0])] ??= problemOf(issue.message);
  return { ok: false, form };
}

async function readForm(c: Context): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody({ all: true });
  } catch {
    throw new HTTPException(400);
  }
}

/** The most that is shown again of a field, in characters: more than any may hold, so that nothing is lost where it is too much. */
const longestShown = 20_000;

/** What a field for a password is called: `password`, `currentPassword`, `passwordAgain`. */
const isPassword = /^(current|new)?password(again)?$/i;

/** What is shown again: text of a sane length, and never a password. */
function retained(typed: Record<string, unknown>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(typed)) {
    if (typeof value === 'string' && !isPassword.test(field)) values[field] = value.slice(0, longestShown);
  }
  return values;
}

/** The form with one more problem, found by a rule rather than by its schema. */
export function withProblem(form: FormState, field: string, problem: FieldProblem): FormState {
  return { ...form, problems: { ...form.problems, [field]: problem } };
}

/** The key of a form that was sent (`newKey`); a new one where it has none that could be one. */
export function keyIn({ key = '' }: Readonly<FormState['values']>, now: number): string {
  return isKey(key) ? key : newKey(now);
}

function problemOf(message: string): FieldProblem {
  return isFieldProblem(message) ? message : 'invalid';
}
