"""What happens with an arrival: the phases of each kind; a phase writes down what is sent."""

from bot.handlers import agenda, handover, maintenance, message, question
from bot.workflows import Handlers

HANDLERS: Handlers = {
    "message": (message.handle, message.go_on, agenda.pin_overview),
    "ask": (question.handle_command, question.anchor),
    "ask_person": (question.ask_person,),
    "share": (question.share, question.anchor),
    "start": (agenda.open_thread, agenda.begin, agenda.pin_overview),
    "move": (agenda.move,),
    "nudge": (agenda.nudge,),
    "edit": (agenda.change,),
    "delete": (agenda.change,),
    "left": (agenda.tell_left,),
    "handover": (handover.act, handover.tell_canvas),
    "remind": (handover.remind, handover.remind_elsewhere),
    "share_plan": (handover.share, handover.tell_shared),
    "plan_question": (handover.ask,),
    "plan_answer": (handover.answer,),
    "meet": (handover.meet,),
    "ingest": (maintenance.announce, maintenance.ingest),
    "refresh": (maintenance.refresh,),
    "export": (maintenance.export,),
    "forget": (maintenance.forget,),
}
