// Orders for partners: what they read, what they send, and what they say happens.
import type { Endpoint } from '../../partners/contract.ts';
import { orderEvents } from './events/api.ts';
import { orderPutting } from './putting/api.ts';
import { orderReading } from './reading/api.ts';

export const orderEndpoints: Endpoint[] = [...orderReading, ...orderPutting, ...orderEvents];
