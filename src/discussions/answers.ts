// The shop's answers to a question, read together with it.
import { sql } from 'drizzle-orm';
import * as z from 'zod';

const answersSchema = z.array(z.object({ id: z.string(), text: z.string(), at: z.int() }));

export type Answer = z.output<typeof answersSchema>[number];

/** The answers to the question of a row of `questions`, the oldest first, as a column. Its names stand for themselves, whatever is joined. */
export const answersToIt = sql`(
  select json_group_array(json_object('id', given.id, 'text', given.text, 'at', given.at))
  from (select answers.id, answers.text, answers.at from answers where answers.question_id = questions.id order by answers.id) as given)`.mapWith(
  (json: string): Answer[] => answersSchema.parse(JSON.parse(json)),
);
