from storage.unit_of_work import SqlUnitOfWork


async def test_the_last_marker_of_each_name_is_kept(uow: SqlUnitOfWork, reader: SqlUnitOfWork) -> None:
    async with uow:
        assert await uow.markers.get("max") is None
        await uow.markers.put("max", 7)
        await uow.markers.put("max", -(2**63))
        await uow.markers.put("other", 2**63 - 1)
        await uow.commit()
    async with reader.reading():
        assert await reader.markers.get("max") == -(2**63)
        assert await reader.markers.get("other") == 2**63 - 1
