/** "French, refunds ,french" → French, refunds: each once, whatever its capitals. Pure. */
export function skillsOf(text: string): string[] {
  const known = new Map<string, string>();
  for (const skill of text.split(',').map((part) => part.trim())) {
    if (skill !== '' && !known.has(skill.toLowerCase())) known.set(skill.toLowerCase(), skill);
  }
  return [...known.values()];
}
