"""Tasks as they are usually served in Python: FastAPI, SQLModel, asyncpg, tokens signed with HS256.

One table that is overwritten: no events, no history, no row-level security.
Needs Debian's python3-fastapi, python3-sqlmodel, python3-asyncpg, python3-jose, uvicorn, python3-uvloop, python3-httptools.
DATABASE_URL=postgresql+asyncpg://… BETTER_AUTH_SECRET=… python3 -m uvicorn app:app --loop uvloop --http httptools --no-access-log
"""
import os
from datetime import datetime, timezone
from typing import Optional
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, Header, HTTPException
from jose import JWTError, jwt
from pydantic import BaseModel, constr
from sqlalchemy import Column, DateTime, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker
from sqlmodel import Field, SQLModel, select

SECRET = os.environ["BETTER_AUTH_SECRET"]
engine = create_async_engine(os.environ["DATABASE_URL"], pool_size=int(os.environ.get("POOL", "10")), max_overflow=0)
Session = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


def now() -> datetime:
    return datetime.now(timezone.utc)


class Task(SQLModel, table=True):
    __tablename__ = "peer_tasks"
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: str = Field(index=True, max_length=64)
    title: str = Field(max_length=200)
    description: Optional[str] = Field(default=None, max_length=1000)
    completed: bool = Field(default=False, index=True)
    created_at: datetime = Field(default_factory=now, sa_column=Column(DateTime(timezone=True), index=True))
    updated_at: datetime = Field(default_factory=now, sa_column=Column(DateTime(timezone=True)))


class TaskIn(BaseModel):
    title: constr(min_length=1, max_length=200)
    description: Optional[constr(max_length=1000)] = None


app = FastAPI()


@app.on_event("startup")
async def create_schema() -> None:
    async with engine.begin() as connection:
        # one worker makes the table, the others wait for it
        await connection.execute(text("select pg_advisory_xact_lock(42)"))
        await connection.run_sync(SQLModel.metadata.create_all)


def current_user(authorization: str = Header(default="")) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise HTTPException(401, "missing bearer token")
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": False})["sub"]
    except (JWTError, KeyError):
        raise HTTPException(401, "invalid token")


async def session():
    async with Session() as s:
        yield s


async def owned(task_id: UUID, user: str, s: AsyncSession) -> Task:
    task = (await s.execute(select(Task).where(Task.id == task_id))).scalar_one_or_none()
    if task is None:
        raise HTTPException(404, "no such task")
    if task.user_id != user:
        raise HTTPException(403, "not your task")
    return task


@app.post("/api/tasks", status_code=201)
async def create(body: TaskIn, user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    task = Task(user_id=user, title=body.title, description=body.description)
    s.add(task)
    await s.commit()
    return task


@app.get("/api/tasks")
async def list_tasks(limit: int = 50, completed: Optional[bool] = None,
                     user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    q = select(Task).where(Task.user_id == user)
    if completed is not None:
        q = q.where(Task.completed == completed)
    return (await s.execute(q.order_by(Task.created_at.desc()).limit(limit))).scalars().all()


@app.get("/api/tasks/{task_id}")
async def read(task_id: UUID, user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    return await owned(task_id, user, s)


@app.put("/api/tasks/{task_id}")
async def update(task_id: UUID, body: TaskIn, user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    task = await owned(task_id, user, s)
    task.title, task.description, task.updated_at = body.title, body.description, now()
    s.add(task)
    await s.commit()
    return task


@app.patch("/api/tasks/{task_id}/complete")
async def complete(task_id: UUID, user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    task = await owned(task_id, user, s)
    task.completed, task.updated_at = not task.completed, now()
    s.add(task)
    await s.commit()
    return task


@app.delete("/api/tasks/{task_id}", status_code=204)
async def delete(task_id: UUID, user: str = Depends(current_user), s: AsyncSession = Depends(session)):
    await s.delete(await owned(task_id, user, s))
    await s.commit()
