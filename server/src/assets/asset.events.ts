/** News (platform/tenant.news.ts): networks, assets or privileged users of a tenant are not as they were. */
export const assetsChanged = 'assetsChanged'
