"""The administrator's first page: what is set up, what is missing, and who may see it."""


def state_of(answer, name: str) -> str:
    line = next(line for line in answer.context["lines"] if line.name == name)
    return f"{line.state} {line.have}/{line.need}"


def test_only_the_administrator_enters(administration):
    assert administration.admin.get("/quan-tri/").status_code == 200
    assert administration.colleague.get("/quan-tri/").status_code == 403


def test_the_navigation_names_the_page_where_one_is(administration):
    text = administration.admin.get("/quan-tri/").content.decode()
    assert '<a href="/quan-tri/" aria-current="page">' in text
    assert 'data-test="nav-admin"' in text
    assert 'data-test="nav-admin"' not in administration.colleague.get("/viec/").content.decode()
