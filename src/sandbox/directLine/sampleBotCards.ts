/** Cards and choices as Copilot Studio would send them. Pure. */

/** A multiple-choice variable, which Copilot Studio hands over as an object. */
export function choice(value: string): Record<string, unknown> {
  return {
    $kind: 'OptionDataValue',
    type: {
      $kind: 'EmbeddedOptionSet',
      dialogSchemaName: 'contoso_assistant.topic.Main',
      triggerId: 'main',
      actionId: 'question_1',
    },
    value,
  };
}

export function orderCard(orderNumber: string): Record<string, unknown> {
  return adaptiveCard(
    [
      { type: 'TextBlock', text: `Order ${orderNumber}`, weight: 'Bolder', size: 'Medium' },
      {
        type: 'FactSet',
        facts: [
          { title: 'Status', value: 'Shipped' },
          { title: 'Items', value: '2' },
          { title: 'Arrives', value: 'Tomorrow, 9:00 – 13:00' },
        ],
      },
    ],
    [
      { type: 'Action.Submit', title: 'Track it', data: { action: 'track', orderNumber } },
      { type: 'Action.Submit', title: 'Ask a person', data: { action: 'agent' } },
    ],
  );
}

export function surveyCard(): Record<string, unknown> {
  const choices = ['Very well', 'Well enough', 'Not at all'].map((title, i) => ({ title, value: String(3 - i) }));
  return adaptiveCard(
    [
      { type: 'TextBlock', text: 'Did that answer your question?', weight: 'Bolder', wrap: true },
      { type: 'Input.ChoiceSet', id: 'rating', style: 'expanded', value: '3', choices },
    ],
    [{ type: 'Action.Submit', title: 'Send', data: { action: 'survey' } }],
  );
}

function adaptiveCard(body: unknown[], actions: unknown[]): Record<string, unknown> {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.3',
      body,
      actions,
    },
  };
}
