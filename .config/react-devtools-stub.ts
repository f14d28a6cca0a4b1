/** Ink asks for React's developer tools by a static import; the bundle has none. */
export default { initialize: () => undefined, connectToDevTools: () => undefined }
