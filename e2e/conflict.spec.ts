import { holdNews } from './held-news'
import { expect, openQueue, rowOf, sendAlert, someTitle, test } from './test'

// Grace decides before the news of Ada's decision has reached her browser.
for (const way of ['Use theirs', 'Apply mine anyway']) {
  test(`two people decide at once: ${way}`, async ({ page, visit, platform }) => {
    const title = someTitle('Wanted by two')
    await sendAlert(platform, title)
    const query = `?q=${encodeURIComponent(title)}&status=NEW,IN_PROGRESS,CLOSED`
    const ada = await visit(await platform.newColleague('Ada', 'ANALYST'))
    await openQueue(ada, platform, { query })
    const news = await holdNews(page)
    await openQueue(page, platform, { query })
    for (const person of [ada, page]) {
      await expect(rowOf(person, title)).toBeVisible()
      await person.keyboard.press('j')
    }

    news.hold()
    await ada.keyboard.press('i')
    await expect(ada.getByText(/^[A-Z]+-\d+ .*in progress/)).toBeVisible()
    await page.keyboard.press('3')

    const conflict = page.getByRole('dialog', { name: 'Changed by somebody else' })
    await expect(conflict).toContainText('Ada set this in progress')
    const line = conflict.getByRole('row', { name: /^Status/ })
    await expect(line.getByRole('cell').first()).toHaveText('In progress')
    await expect(line.getByRole('cell').last()).toHaveText('Closed')
    await expect(conflict.getByRole('row', { name: /^Verdict/ })).toContainText('Test')
    // Taken back until it is decided.
    await expect(rowOf(page, title)).not.toContainText('Closed')
    await conflict.getByRole('button', { name: way }).click()
    await expect(conflict).toHaveCount(0)
    news.release()
    const wanted = way === 'Use theirs' ? 'In progress' : 'Closed'
    for (const person of [ada, page]) await expect(rowOf(person, title)).toContainText(wanted)
  })
}
