// The face for partners: JSON under /api/v1 with a key. Its description and docs are files that the build writes.
import { Hono } from 'hono';
import { serving } from '../partners/serving/routes.ts';
import type { AppEnv } from '../web/context.ts';
import { endpoints } from './endpoints.ts';

export const api = new Hono<AppEnv>();

api.route('/v1', serving(endpoints));
