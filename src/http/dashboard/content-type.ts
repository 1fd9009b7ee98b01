/** Every page is this. */
export const htmlType = 'text/html; charset=utf-8';
