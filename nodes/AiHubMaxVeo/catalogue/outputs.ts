/** The outputs of Get Status with Route by Status, in their order. */
export const statusOutputs = ['Completed', 'In Progress', 'Failed'] as const;
