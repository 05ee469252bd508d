import { expect, fillSignIn, isLive, signedOut, test } from './test'

test.use({ storageState: signedOut })

test('a wrong password is refused in words, and the right one leads to where one was going', async ({
  page,
  platform,
}) => {
  await platform.admin()
  const wanted = `${platform.url}/t/default/alerts?severity=HIGH`
  await page.goto(wanted)
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expect(page.getByText('Your session has')).toHaveCount(0)
  await fillSignIn(page, 'not the password')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('admin@tocsin.local')
  await fillSignIn(page, platform.password)
  await expect(page).toHaveURL(wanted)
  await isLive(page)
})

test('a session that is ended elsewhere leads back to signing in', async ({ visit, platform }) => {
  const person = await platform.newColleague('Mia', 'ANALYST')
  const [here, there] = [await visit(person), await visit(person)]
  for (const page of [here, there]) {
    await page.goto(`${platform.url}/t/default/alerts`)
    await isLive(page)
  }
  await here.getByRole('button', { name: /account and sign out/ }).click()
  await here.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(here.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(here.getByText('Your session has')).toHaveCount(0)
  await expect(there.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(there.getByText('Your session has run out or was ended elsewhere.')).toBeVisible()
})

test('a session that has ended while nobody looked says so, and leads back to where one was', async ({
  page,
  context,
  platform,
}) => {
  await platform.admin()
  const wanted = `${platform.url}/t/default/alerts?severity=HIGH`
  await page.goto(wanted)
  await fillSignIn(page, platform.password)
  await isLive(page)
  await context.clearCookies()
  await page.goto(wanted)
  await expect(page.getByText('Your session has run out or was ended elsewhere.')).toBeVisible()
  await fillSignIn(page, platform.password)
  await expect(page).toHaveURL(wanted)
})
