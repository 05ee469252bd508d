import type { Page } from '@playwright/test'
import { expectClean } from './axe'
import { expect, fillSignIn, signedOut, test } from './test'

const pages = [
  '/docs',
  '/docs/guides/first-webhook',
  '/docs/guides/first-subscription',
  '/docs/guides/errors-and-retries',
  '/docs/rest',
  '/docs/schema',
  '/docs/schema?q=assign',
  '/docs/schema/Query',
  '/docs/schema/Severity',
  '/docs/schema/Nothing',
]

test.describe('signed out', () => {
  test.use({ storageState: signedOut })

  test('the manual is open to everybody, whole, and reads well with any theme and width', async ({
    page,
    platform,
  }) => {
    test.setTimeout(120_000)
    for (const path of pages) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(platform.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectClean(page, path)
      await page.setViewportSize({ width: 390, height: 844 })
      const main = page.getByRole('main')
      expect(
        await main.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
        path,
      ).toBeLessThanOrEqual(0)
    }
  })

  test('the explorer sends a stranger to the sign-in and back, and then answers for the chosen tenant', async ({
    page,
    platform,
  }) => {
    await platform.admin()
    await platform.newTenant('explored')
    await page.goto(`${platform.url}/graphql?tenant=explored`)
    await expect(page.getByText('You are not signed in')).toBeVisible()
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
    await fillSignIn(page, platform.password)
    await expect(page).toHaveURL(`${platform.url}/graphql?tenant=explored`)
    await expect(page.getByRole('combobox', { name: 'Tenant' })).toHaveValue('explored')
    await execute(page)
    await expect(answer(page)).toContainText('"totalCount"')
    await page.getByRole('combobox', { name: 'Tenant' }).selectOption('default')
    await expect(page).toHaveURL(`${platform.url}/graphql?tenant=default`)
  })
})

test('the manual leads from a search to a field, from there to its type and back to where it is used', async ({
  page,
  platform,
}) => {
  await page.goto(`${platform.url}/docs`)
  await page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'GraphQL schema' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'GraphQL schema' })).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.type('riskexpl')
  await page.getByRole('link', { name: /Alert\.riskExplanation/ }).click()
  await expect(page).toHaveURL(/\/docs\/schema\/Alert#riskExplanation$/)
  await expect(page.getByRole('heading', { name: 'riskExplanation' })).toBeInViewport()
  await page.locator('#riskExplanation').getByRole('link', { name: 'RiskFactor' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'RiskFactor' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Alert.riskExplanation' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Alert' })).toBeVisible()
})

test('the guides speak to the server that shows them, and what they link to is there', async ({ page, platform }) => {
  await page.goto(`${platform.url}/docs/guides/first-webhook`)
  await expect(page.getByRole('region', { name: 'webhook.mjs' })).toContainText(`${platform.url}/api/v1/webhook/siem`)
  await page.getByRole('main').getByRole('link', { name: 'Errors and retries' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Errors and retries' })).toBeVisible()
  for (const path of ['/docs/openapi.json', '/docs/schema.graphql']) {
    expect((await page.request.get(platform.url + path)).status()).toBe(200)
  }
})

test('the explorer brings examples, and a live one shows what arrives', async ({ page, platform }) => {
  await page.goto(`${platform.url}/graphql`)
  await page.getByRole('button', { name: 'Examples' }).click()
  await page.getByRole('menuitem', { name: /^Live/ }).click()
  await execute(page)
  await expect(page.getByRole('button', { name: /Stop/ })).toBeVisible()
  // Whether the subscription has reached the server cannot be seen from here: send until one is heard.
  await expect(async () => {
    await platform.send(platform.siem, { title: `Heard ${Date.now()}`, severity: 'high', entity: `${Date.now()}` })
    await expect(answer(page)).toContainText('CREATED', { timeout: 1_000 })
  }).toPass()
})

test('the explorer is clean but for what is GraphiQL’s own, and fits a telephone', async ({ page, platform }) => {
  await page.goto(`${platform.url}/graphql`)
  await expect(page.locator('.view-line').first()).toBeVisible()
  // GraphiQL's own: the editor, and tabs that are buttons within list items that can be dragged.
  await expectClean(page, 'explorer', ['.monaco-editor', '.graphiql-tab'])
  await page.setViewportSize({ width: 390, height: 844 })
  // The editors measure themselves a moment after the window.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

async function execute(page: Page): Promise<void> {
  // What is executed is what the editor holds, once it holds something.
  await expect(page.locator('.view-line').first()).toBeVisible()
  await page.getByRole('button', { name: /Execute query/ }).click()
}
const answer = (page: Page) => page.getByRole('region', { name: 'Result Window' })
