/** What Graph answers, in its words. */
export type Answered = { status: number; body?: unknown; headers?: Record<string, string> };

export const refused = (status: number, code: string, message: string): Answered => ({
  status,
  body: { error: { code, message, innerError: { date: new Date().toISOString() } } },
});
