import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { myWorkDesk } from './my-work.tsx'
import { signInDesk } from './sign-in.tsx'

/** The office's pages under /desk, one file per noun. */
export const desk = new Hono<Env>().route('/', myWorkDesk).route('/', signInDesk)
