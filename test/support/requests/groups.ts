// What partners ask of groups.
import type { Readying } from './requests.ts';

export const groupRequests: Record<string, Readying> = {
  listGroups: () => Promise.resolve({ path: '/groups' }),
  getGroup: () => Promise.resolve({ path: '/groups/grp_gold' }),
};
