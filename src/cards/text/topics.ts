/** Topics that say nothing about a customer: Copilot Studio's own. Pure. */
const SYSTEM_TOPICS =
  /^(escalate|fallback|greeting|goodbye|thank you|start over|conversation start|end of conversation|multiple topics matched|on error|reset conversation|sign in)$/i;

/** What it is about, where the bot says so. */
export function topicOf(topic: string | null): string | null {
  const name = topic?.trim() ?? '';
  return name === '' || SYSTEM_TOPICS.test(name) ? null : name;
}
