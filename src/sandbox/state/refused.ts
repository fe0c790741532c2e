/** What the sandbox will not do, with the status and the words its API answers. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'Refused';
  }
}
