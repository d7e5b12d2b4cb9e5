from thanthien.people import migrations

__path__ = [*__path__, *migrations.__path__]  # beside the steps of today
