"""What `schema NAME --table` prints: the columns that are read and those that are answered."""

from teojeon.law.table.form import Output, TableForm

_NOTES = (
    "열의 차례는 상관없습니다. id만 반드시 있어야 하고, 없는 열과 빈 칸은 empty에 적은 뜻입니다.",
    "CSV: UTF-8, 첫 줄은 열 이름. 금액과 수는 쉼표 없는 정수, 날짜는 2026-11-20, 예·아니오는 true와 false로 적습니다.",
    "Parquet: 금액과 수는 정수형, 날짜는 date(또는 자정의 timestamp), 예·아니오는 boolean, 선택은 문자열로 적습니다.",
    "on 열에 날짜가 있는 행은 그 날짜로, 빈 행은 --on의 날짜(없으면 오늘)로 판단합니다.",
    "잘못된 행은 error에 오류 부호만 있고 나머지가 비어 있으며, 다른 행은 계속 판단합니다.",
)


def table_schema(form: TableForm) -> dict[str, object]:
    """Columns with kind, unit, source and what an empty cell means; results, findings, engines."""
    return {
        "name": form.rules.name,
        "title": form.rules.title,
        "columns": [column.as_dict() for column in form.columns],
        "results": [
            {"name": "id", "title": "받은 그대로의 값"},
            *(_output(output) for output in form.outputs),
            {"name": "error", "title": "잘못된 행의 오류 부호"},
        ],
        "findings": [_output(output) for output in form.findings],
        "engines": list(form.engines),
        "notes": list(_NOTES),
    }


def _output(output: Output) -> dict[str, str]:
    return {"name": output.name, "title": output.title}
