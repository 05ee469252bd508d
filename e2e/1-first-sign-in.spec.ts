import { expect, fillSignIn, isLive, signedOut, test } from './test'

test.use({ storageState: signedOut })

const own = 'my very own long password'

// First by its name: it needs the password that the server printed, and the others choose their own.
test('the printed password signs in once and must then be changed', async ({ page, platform }) => {
  const { generatedPassword } = platform
  test.skip(
    generatedPassword === null,
    'on Postgres the operator chooses the first password, and no change is asked for',
  )
  if (generatedPassword === null) return
  await page.goto(platform.url)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await fillSignIn(page, generatedPassword)

  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible()
  // Nothing else is possible before: the list sends back here.
  await page.goto(`${platform.url}/t/default/alerts`)
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible()
  await page.getByLabel('Current password').fill(generatedPassword)
  await page.getByLabel('New password', { exact: true }).fill(own)
  await page.getByLabel('New password again').fill(own)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page).toHaveURL(`${platform.url}/t/default/alerts`)
  await isLive(page)
  platform.password = own

  // Signed out, the list asks to sign in again and leads back to itself.
  await page.getByRole('button', { name: /account and sign out/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await fillSignIn(page, generatedPassword)
  await expect(page.getByRole('alert')).toBeVisible()
  await fillSignIn(page, own)
  await isLive(page)
})
