// What partners ask of discussions.
import { aQuestion } from '../discussions.ts';
import { aCustomer } from '../people.ts';
import type { Readying } from './requests.ts';

async function question(): Promise<string> {
  return `/discussions/${await aQuestion(await aCustomer())}`;
}

export const discussionRequests: Record<string, Readying> = {
  listDiscussions: async () => {
    await question();
    return { path: '/discussions?is_open=true' };
  },
  getDiscussion: async () => ({ path: await question() }),
  answerDiscussion: async () => ({ path: `${await question()}/answers`, body: { text: 'It does.' } }),
  hideDiscussion: async () => ({ path: `${await question()}/hiding`, body: {} }),
};
