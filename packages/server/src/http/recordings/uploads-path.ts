/** Where recorders upload by tus. */
export const uploadsPath = '/recorder/v1/uploads'
