// Input of forms, parsed once at the edge into a named type. What is wrong becomes the name of a problem at its field,
// and the page is shown again with what was typed.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type en from '../locales/en.json';

/** What can be wrong with a field: the keys of `problems` in the locales. */
export type FieldProblem = keyof typeof en.problems;

/** A form as a page shows it: what was typed (never a password), and what is wrong, by field. */
export type FormState = { values: Record<string, string>; problems: Record<string, FieldProblem> };

export const emptyForm: FormState = { values: {}, problems: {} };

export type Parsed<T> = { ok: true; input: T; form: FormState } | { ok: false; form: FormState };

/**
 * The form of the request, checked by the schema. Fields the schema does not name are dropped.
 * A body that is not a form is refused with 400.
 */
export async function parseForm<S extends z.ZodType>(c: Context, schema: S): Promise<Parsed<z.output<S>>> {
  const typed = await readForm(c);
  const form: FormState = { values: retained(typed), problems: {} };
  const result = await schema.safeParseAsync(typed);
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

/** What is shown again: text of a sane length, and never a password. */
function retained(typed: Record<string, unknown>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(typed)) {
    if (typeof value === 'string' && !/password/i.test(field)) values[field] = value.slice(0, 1000);
  }
  return values;
}

const fieldProblems = new Set<string>([
  'required',
  'invalid',
  'too_long',
  'email_invalid',
  'phone_invalid',
  'one_line',
  'password_too_short',
  'password_too_long',
  'password_common',
  'password_contextual',
  'password_weak',
] satisfies FieldProblem[]);

function problemOf(message: string): FieldProblem {
  return isFieldProblem(message) ? message : 'invalid';
}

function isFieldProblem(message: string): message is FieldProblem {
  return fieldProblems.has(message);
}

/** One line of text, trimmed, NFC, at most `max` characters; may be empty. Control characters and line ends are refused. */
export function optionalLine(max: number) {
  return z
    .string('invalid')
    .trim()
    .normalize('NFC')
    .max(max, 'too_long')
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'one_line');
}

/** One line that must not be empty. */
export function requiredLine(max: number) {
  return optionalLine(max).min(1, 'required');
}

/** A phone number as people write it; may be empty. */
export const phone = optionalLine(40).regex(/^(\+?[0-9 ()./-]{5,40})?$/, 'phone_invalid');
